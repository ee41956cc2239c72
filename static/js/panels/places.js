// The pages of a desk as commands, so that the palette finds them by name.

/** Commands that lead to the pages of the desk `slug`; without one only those that need none. */
export function placeCommands(slug, go = (href) => location.assign(href)) {
  const desk = slug ? `/d/${slug}/` : null;
  const places = [
    desk && ["go-home", gettext("Go to the desk’s home"), desk, "inbox"],
    desk && ["go-queue", gettext("Go to my queue"), `${desk}queue/`, "list-checks"],
    desk && ["go-inbox", gettext("Go to the inbox"), `${desk}inbox/`, "inbox"],
    desk && ["go-articles", gettext("Go to articles"), `${desk}articles/`, "newspaper"],
    desk && ["new-article", gettext("New article"), `${desk}articles/new`, "file-plus"],
    desk && ["go-claims", gettext("Go to claims"), `${desk}claims/`, "list-checks"],
    desk && ["new-claim-alone", gettext("New claim without an article"), `${desk}claims/new`, "plus"],
    desk && ["go-sources", gettext("Go to sources"), `${desk}sources/`, "bookmark"],
    desk && ["go-activity", gettext("Go to activity"), `${desk}activity/`, "rotate-ccw"],
    desk && ["go-settings", gettext("Go to the desk’s settings"), `${desk}settings/`, "settings"],
    ["go-desks", gettext("Go to another desk"), "/desks/", "users"],
    ["go-account", gettext("Go to your account"), "/account/", "user"],
  ];
  return places.filter(Boolean).map(([id, name, href, icon]) => ({ id, name, icon, keys: [], group: gettext("Go to"), run: () => go(href) }));
}
