/** A function that does nothing: what Node itself takes. */
export async function handler(): Promise<void> {}
