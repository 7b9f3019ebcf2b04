"use client";

import type { PersonView, TeamSettings } from "#server/contract/admin-commands.ts";
import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTranslations } from "next-intl";
import { useLanguageOptions } from "#components/i18n/use-language-options.ts";
import { Button } from "#components/ui/button.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { CheckList } from "../check-list.tsx";
import { FormFault } from "../form-fault.tsx";
import { limitOf, type TeamFields, type TeamForm, teamFormSchema } from "./team-schema.ts";

/** Adds or edits a team: who is in it, which languages it speaks, how its offers and its line work. */
export function TeamDrawer(props: {
  /** Null adds one. */
  team: TeamSettings | null;
  people: readonly PersonView[];
  /** The first team has to take everybody who chose none. */
  mustBeDefault: boolean;
  isSaving: boolean;
  refusal: { field: "name" | null; text: string } | null;
  onSave(form: TeamForm): void;
  onClose(): void;
}) {
  const t = useTranslations("people");
  const formId = useId();
  const { team } = props;
  const form = useForm<TeamFields, unknown, TeamForm>({
    resolver: zodResolver(teamFormSchema),
    defaultValues: team
      ? {
          name: team.name,
          languages: team.languages,
          isDefault: team.isDefault,
          isAutoAccept: team.isAutoAccept,
          offerMs: team.offerMs,
          maxWaiting: team.maxWaiting,
          memberIds: team.memberIds,
        }
      : {
          name: "",
          languages: [],
          isDefault: props.mustBeDefault,
          isAutoAccept: false,
          offerMs: 30_000,
          maxWaiting: null,
          memberIds: [],
        },
  });
  const { errors } = form.formState;
  const languages = useLanguageOptions(["en", "zh", ...(team?.languages ?? [])]);
  const isAutoAccept = form.watch("isAutoAccept");
  const agents = props.people.filter(
    ({ roles, isDisabled, id }) => (roles.includes("agent") && !isDisabled) || team?.memberIds.includes(id),
  );
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={team ? t("editTitle", { name: team.name }) : t("team.addTitle")}
      width={440}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={props.isSaving}>
            {team ? t("save") : t("team.add")}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => void form.handleSubmit(props.onSave)(event)}
        className="flex flex-col gap-5 p-4"
      >
        {props.refusal && props.refusal.field === null && <FormFault text={props.refusal.text} />}
        <Field
          label={t("team.name")}
          isRequired
          error={errors.name ? t("fault.teamName") : props.refusal?.field === "name" ? props.refusal.text : undefined}
        >
          <Input autoComplete="off" {...form.register("name")} />
        </Field>
        <Controller
          control={form.control}
          name="memberIds"
          render={({ field }) => (
            <CheckList
              legend={t("team.members")}
              hint={t("team.membersHint")}
              none={t("team.noAgents")}
              options={agents.map(({ id, name }) => ({ value: id, label: name }))}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={form.control}
          name="languages"
          render={({ field }) => (
            <CheckList
              legend={t("team.languages")}
              hint={t("team.languagesHint")}
              none=""
              options={languages}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <Controller
          control={form.control}
          name="isDefault"
          render={({ field }) => (
            <Field
              label={t("team.isDefault")}
              hint={t(props.mustBeDefault ? "team.mustBeDefault" : "team.isDefaultHint")}
            >
              <Switch checked={field.value} onCheckedChange={field.onChange} disabled={props.mustBeDefault} />
            </Field>
          )}
        />
        <Controller
          control={form.control}
          name="isAutoAccept"
          render={({ field }) => (
            <Field label={t("team.isAutoAccept")} hint={t("team.isAutoAcceptHint")}>
              <Switch checked={field.value} onCheckedChange={field.onChange} />
            </Field>
          )}
        />
        {!isAutoAccept && (
          <Controller
            control={form.control}
            name="offerMs"
            render={({ field }) => (
              <Field
                label={t("team.offerSeconds")}
                hint={t("team.offerHint")}
                error={errors.offerMs && t("fault.offer")}
                className="max-w-[240px]"
              >
                <Input
                  type="number"
                  inputMode="numeric"
                  min={5}
                  max={300}
                  value={Number.isNaN(field.value) ? "" : field.value / 1000}
                  onChange={(event) =>
                    field.onChange(
                      event.target.value === "" ? Number.NaN : Math.round(Number(event.target.value) * 1000),
                    )
                  }
                />
              </Field>
            )}
          />
        )}
        <Controller
          control={form.control}
          name="maxWaiting"
          render={({ field }) => (
            <Field
              label={t("team.limitLabel")}
              hint={t("team.limitHint")}
              error={errors.maxWaiting && t("fault.limit")}
              className="max-w-[240px]"
            >
              <Input
                type="number"
                inputMode="numeric"
                min={0}
                placeholder={t("team.noLimit")}
                value={field.value ?? ""}
                onChange={(event) => field.onChange(limitOf(event.target.value))}
              />
            </Field>
          )}
        />
      </form>
    </Drawer>
  );
}
