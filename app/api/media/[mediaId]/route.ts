import { z } from "zod";
import { isSupervisor } from "#server/actions/app.ts";
import { route } from "#server/auth/route.ts";
import { RefusedError } from "#server/contract/errors.ts";
import { readPicture, type PictureReader } from "#server/media/pictures.ts";

const mediaId = z.uuid();

/** A picture, to whoever may read the conversation it hangs in; asked anew for each request. */
export const GET = route(
  "/api/media/[mediaId]",
  { limit: { points: 600, perMs: 60_000 } },
  async ({ me, params, running }) => {
    const id = mediaId.safeParse(params.mediaId);
    if (!id.success) throw new RefusedError("not_found");
    const readers: PictureReader[] = [];
    if (me.staff !== null) readers.push({ kind: "staff", id: me.staff.staffId, isStaffWide: isSupervisor(me.staff) });
    if (me.customer !== null) readers.push({ kind: "customer", id: me.customer.customerId });
    const { bytes, mime } = await readPicture(running.app.database.main, running.app.media, readers, id.data);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "content-type": mime,
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
        "cross-origin-resource-policy": "same-origin",
      },
    });
  },
);
