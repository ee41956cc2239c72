/* What Django's JavaScriptCatalog gives the pages, untranslated. */
window.gettext = (text) => text;
window.ngettext = (one, many, count) => (count === 1 ? one : many);
window.interpolate = (text, values) => values.reduce((left, value) => left.replace("%s", value), text);
