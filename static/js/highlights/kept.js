/** Settings of this browser, kept where it lets us: a private window may refuse. */
export function kept(name, otherwise) {
  try {
    return localStorage.getItem(`fc::${name}`) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(`fc::${name}`, value);
  } catch {
    // It holds for this page only.
  }
}
