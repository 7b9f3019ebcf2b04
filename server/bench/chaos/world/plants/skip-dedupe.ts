import { v4 as uuidv4, v7 as uuidv7 } from "uuid";
import type { CreatePlant } from "./plant.ts";

/**
 * A repeat is taken for something new. Its row has another `client_id` (the index allows no second one) and the same
 * author and text: doubles are found by what they say. Red by `duplicated`; wants lost acknowledgements.
 */
export const skipDedupe: CreatePlant = (database) => ({
  around: {
    messageLog: (real) => ({
      async append(send) {
        const { rowCount } = await database.main.query("SELECT 1 FROM items WHERE author_id = $1 AND client_id = $2", [
          send.authorId,
          send.clientId,
        ]);
        return real.append(rowCount === 0 ? send : { ...send, clientId: uuidv4(), itemId: uuidv7() });
      },
      flush: () => real.flush(),
      get waiting() {
        return real.waiting;
      },
    }),
  },
});
