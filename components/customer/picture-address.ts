/** Where a picture of the thread is served; who may read it is checked with each request. */
export function pictureAddress(mediaId: string): string {
  return `/api/media/${encodeURIComponent(mediaId)}`;
}
