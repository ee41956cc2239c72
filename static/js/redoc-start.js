// Starts Redoc: the page's policy allows no inline script.
{
  const place = document.getElementById("redoc");
  const settings = { disableSearch: false, hideDownloadButton: false, theme: { typography: { fontFamily: "system-ui, sans-serif", headings: { fontFamily: "system-ui, sans-serif" } } } };
  Redoc.init(place.dataset.document, settings, place);
}
