"use client";

import type { ReactNode } from "react";
import { Armchair, ArrowUpNarrowWide, type LucideIcon, UserRoundX, Users } from "lucide-react";
import { useTranslations } from "next-intl";
import { ContextSection } from "./context-section.tsx";
import type { Reason } from "./decision-words.ts";
import { useReasonText } from "./use-reason-text.tsx";

function iconOf(reason: Reason): LucideIcon {
  if (reason.id === "team") return Users;
  if (reason.id === "degree" || reason.id === "credit") return ArrowUpNarrowWide;
  return reason.id === "skipped" ? UserRoundX : Armchair;
}

/** "Why did this come to you?": the routing's own numbers as sentences. */
export function WhySection(props: { title: string; reasons: readonly Reason[]; onWhole(): void }) {
  const { title, reasons } = props;
  const t = useTranslations("workbench.why");
  const reasonText = useReasonText();
  if (reasons.length === 0) return null;
  return (
    <ContextSection
      title={title}
      aside={
        <button type="button" onClick={props.onWhole} className="-outline-offset-2 hover:underline">
          {t("full")}
        </button>
      }
    >
      <ul aria-label={t("label")}>
        {reasons.map((reason) => (
          <WhyLine key={reason.id} Icon={iconOf(reason)}>
            {reasonText(reason)}
          </WhyLine>
        ))}
      </ul>
    </ContextSection>
  );
}

function WhyLine({ Icon, children }: { Icon: LucideIcon; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[16px_1fr] gap-2 py-0.5 leading-[18px] text-muted">
      <Icon aria-hidden className="icon-sm mt-0.5 text-subtle" />
      <span>{children}</span>
    </li>
  );
}
