/** Gives the inside of a claim its forms. Filled in with the claim page. */
export function enhanceClaim() {}
