"use client";

import type { RoutingView } from "#server/contract/routing-commands.ts";
import { useTranslations } from "next-intl";
import { Input } from "#components/ui/input.tsx";
import { NumberInput } from "../fields/number-input.tsx";
import type { Staffing } from "./staffing.ts";

/** More people, more seats, another threshold: tried, never saved. */
export function StaffingFields(props: {
  teams: RoutingView["teams"];
  staffing: Staffing;
  onChange(staffing: Staffing): void;
}) {
  const t = useTranslations("routing.replay");
  const { staffing, onChange } = props;
  return (
    <details className="group">
      <summary className="cursor-pointer rounded-xs text-sm text-muted hover:text-foreground">{t("also")}</summary>
      <div className="mt-2 flex flex-col gap-2">
        {props.teams.map(({ id, name }) => (
          <Row key={id} label={t("extra", { team: name })}>
            <NumberInput
              label={t("extra", { team: name })}
              value={staffing.extraAgents[id] ?? 0}
              onChange={(count) => onChange({ ...staffing, extraAgents: { ...staffing.extraAgents, [id]: count } })}
            />
          </Row>
        ))}
        <Row label={t("extraSeats")}>
          <NumberInput
            label={t("extraSeats")}
            value={staffing.extraSeats}
            onChange={(extraSeats) => onChange({ ...staffing, extraSeats })}
          />
        </Row>
        <Row label={t("base")}>
          <Input
            type="number"
            aria-label={t("base")}
            placeholder={t("asItWas")}
            min={0.05}
            max={0.95}
            step={0.05}
            value={staffing.base ?? ""}
            onChange={(event) =>
              onChange({ ...staffing, base: event.target.value === "" ? null : Number(event.target.value) })
            }
            className="w-full max-w-[144px]"
          />
        </Row>
      </div>
    </details>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_112px] items-center gap-3 text-sm">
      <span className="text-muted">{label}</span>
      {children}
    </div>
  );
}
