/** Largest picture, in bytes, as the server refuses it too. */
export const PICTURE_MAX_BYTES = 10 * 1024 * 1024;
/** Pictures that wait for one send. */
export const PICTURES_AT_ONCE = 4;
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;

export type PictureFault = "tooLarge" | "wrongType" | "empty" | "tooMany";

/**
 * Sorts chosen, pasted or dropped files into those that can be sent and the first fault of the others. The server looks
 * at the bytes again; this only spares the wait.
 */
export function choosePictures<F extends { name: string; type: string; size: number }>(
  files: readonly F[],
  alreadyChosen: number,
): { taken: F[]; faults: { name: string; fault: PictureFault }[] } {
  const taken: F[] = [];
  const faults: { name: string; fault: PictureFault }[] = [];
  for (const file of files) {
    const fault = faultOf(file) ?? (alreadyChosen + taken.length >= PICTURES_AT_ONCE ? "tooMany" : null);
    if (fault) faults.push({ name: file.name, fault });
    else taken.push(file);
  }
  return { taken, faults };
}

function faultOf(file: { type: string; size: number }): PictureFault | null {
  if (!pictureTypes.some((type) => type === file.type)) return "wrongType";
  if (file.size === 0) return "empty";
  return file.size > PICTURE_MAX_BYTES ? "tooLarge" : null;
}
