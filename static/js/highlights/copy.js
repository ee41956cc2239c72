/** Copying a passage with its source: quotes, then title, publisher and address. */
export function textWithSource(fragments, { title, publisher, url } = {}) {
  const quote = fragments.map(({ exact }) => `“${exact}”`).join(" […] ");
  const source = [title, publisher, url].filter(Boolean).join(", ");
  return source ? `${quote}\n${source}` : quote;
}

export async function copyWithSource(fragments, source, announcer) {
  const text = textWithSource(fragments, source);
  const copied = await write(text);
  if (copied) announcer.say(gettext("Copied with its source"));
  else announcer.error(gettext("The browser did not let the page copy. Press Ctrl+C to copy the text alone."));
}

async function write(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure context there is no clipboard object; the old command still works after a key or click.
    const give = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
    };
    document.addEventListener("copy", give, { once: true });
    const done = document.execCommand("copy");
    document.removeEventListener("copy", give);
    return done;
  }
}
