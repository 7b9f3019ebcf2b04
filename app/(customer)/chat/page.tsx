import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { ChatPage } from "#components/customer/chat-page.tsx";
import { pageOrigin } from "#components/customer/embed/envelope.ts";
import { AreaMessages } from "#components/i18n/area-messages.tsx";
import { running } from "#server/running.ts";
import { siteById, siteByKey } from "#server/store/site.ts";

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The site a link or a script tag names; without a name the installation's own. */
const findSite = cache(async (key: string | null) => {
  const { app } = running();
  return key === null ? siteById(app.database.main, app.siteId) : siteByKey(app.database.main, key);
});

export async function generateMetadata({ searchParams }: { searchParams: Search }): Promise<Metadata> {
  const site = await findSite(one((await searchParams).site));
  return site ? { title: { absolute: site.view.name }, robots: { index: false } } : {};
}

/** The customer's chat: by itself, or as the frame that `embed.js` puts into a page of an allowed origin. */
export default async function Page({ searchParams }: { searchParams: Search }) {
  const search = await searchParams;
  const site = await findSite(one(search.site));
  if (!site) notFound();
  const hostOrigin =
    one(search.embed) === "1" ? pageOrigin(one(search.host), site.allowedOrigins, running().publicUrl) : null;
  return (
    <AreaMessages areas={["thread", "customer"]}>
      <ChatPage site={site.view} hostOrigin={hostOrigin} openedAt={Date.now()} />
    </AreaMessages>
  );
}

function one(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
