import { QueryObserver, skipToken } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { conversationKey, openConversation, openConversations } from "./agent-state.ts";
import { createQueryClient } from "./create-query-client.ts";
import { createQueryCache } from "./query-cache.ts";
import { patch } from "./cache.ts";
import { conversationId, conversationView, opened } from "./testing/builders.ts";

const key = conversationKey(conversationId(1));
const open = (headSeq: number) => openConversation(undefined, opened(conversationView(1, { headSeq }), []));

test("what is written reaches a screen that looks, also after it was taken away and written again", () => {
  const queryClient = createQueryClient();
  const cache = createQueryCache(queryClient);
  const seen: (number | undefined)[] = [];
  const observer = new QueryObserver<ReturnType<typeof open>>(queryClient, { queryKey: key.path, queryFn: skipToken });
  const stop = observer.subscribe(({ data }) => seen.push(data?.conversation.headSeq));
  cache.write(key, open(1));
  patch(cache, key, () => open(2));
  cache.remove(key);
  expect(cache.read(key)).toBeUndefined();
  cache.write(key, open(3));
  expect(observer.getCurrentResult().data?.conversation.headSeq).toBe(3);
  stop();
  expect(cache.held(openConversations).length).toBe(1);
  cache.remove(key);
  expect(queryClient.getQueryCache().getAll()).toEqual([]);
  queryClient.clear();
});

test("prefixes do not mix names", () => {
  const cache = createQueryCache(createQueryClient());
  cache.write({ path: ["conversations", "served", null] }, { conversations: [], hasMore: false });
  cache.write({ path: ["conversation-error", conversationId(1)] }, "not_found");
  cache.write(key, open(1));
  expect(cache.held(openConversations).map(({ key: { path } }) => path)).toEqual([key.path]);
});
