import { MessageCircleQuestionMark } from "lucide-react";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "#components/ui/button.tsx";

/** Nothing at this address, or nothing this visitor may see: the two look the same. */
export default async function NotFound() {
  const t = await getTranslations("common");
  return (
    <main className="flex min-h-dvh flex-col items-start justify-center gap-1 bg-canvas px-6 sm:items-center sm:text-center">
      <span className="mb-4 grid size-10 place-items-center rounded-lg bg-foreground text-canvas">
        <MessageCircleQuestionMark aria-hidden className="icon-lg" />
      </span>
      <h1 className="text-xl font-semibold tracking-[-0.01em]">{t("notFound.title")}</h1>
      <p className="max-w-[44ch] text-base text-muted">{t("notFound.text")}</p>
      <Link href="/" className={`${buttonClass({ variant: "primary", size: "lg" })} mt-5`}>
        {t("notFound.action")}
      </Link>
    </main>
  );
}
