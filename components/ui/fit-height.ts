/** Makes a text box as high as its text; a `max-height` in CSS still bounds it. */
export function fitHeight(box: HTMLTextAreaElement): void {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight}px`;
}
