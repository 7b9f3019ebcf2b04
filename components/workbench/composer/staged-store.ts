/**
 * Pictures chosen but not sent, by conversation, for as long as the page lives: switching chats neither loses them nor
 * takes them along.
 */
const staged = new Map<string, readonly File[]>();
const listeners = new Set<() => void>();
const none: readonly File[] = [];

export function stagedPictures(conversationId: string): readonly File[] {
  return staged.get(conversationId) ?? none;
}

export function stagePictures(conversationId: string, pictures: readonly File[]): void {
  if (pictures.length === 0) staged.delete(conversationId);
  else staged.set(conversationId, pictures);
  for (const listener of listeners) listener();
}

export function onStagedChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
