/** Whether a contact can be used to answer: empty, something with an @ in its middle, or at least six digits. */
export function isUsableContact(contact: string): boolean {
  const text = contact.trim();
  if (text === "") return true;
  if (/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text)) return true;
  return /^[+\d\s()./-]+$/.test(text) && text.replace(/\D/g, "").length >= 6;
}
