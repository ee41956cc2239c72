// Passkeys: shows their buttons where the browser has them, and says when one was not used.

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey]")) form.hidden = false;
}

// allauth's script tells of everything that went wrong by this event, a person who closed the dialog included.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const problem of document.querySelectorAll("[data-passkey-problem]")) problem.hidden = false;
});
