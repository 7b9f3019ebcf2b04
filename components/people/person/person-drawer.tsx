"use client";

import type { PersonView, TeamSettings } from "#server/contract/admin-commands.ts";
import type { Role } from "#server/contract/views.ts";
import { zodResolver } from "@hookform/resolvers/zod";
import { useId } from "react";
import { Controller, useForm } from "react-hook-form";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Drawer } from "#components/ui/drawer.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { CheckList } from "../check-list.tsx";
import { FormFault } from "../form-fault.tsx";
import { LanguageChips } from "./language-chips.tsx";
import { type PersonFields, type PersonForm, personFormSchema } from "./person-schema.ts";
import { SkillChips } from "./skill-chips.tsx";

const roles: readonly Role[] = ["agent", "supervisor", "admin"];

/** Adds or edits somebody. Somebody new gets a one-time password when saved. */
export function PersonDrawer(props: {
  /** Null adds somebody. */
  person: PersonView | null;
  teams: readonly TeamSettings[];
  isLastAdmin: boolean;
  isSaving: boolean;
  /** Why the last save was refused: at the address, or of the whole. */
  refusal: { field: "email" | null; text: string } | null;
  onSave(form: PersonForm): void;
  onClose(): void;
}) {
  const t = useTranslations("people");
  const formId = useId();
  const { person } = props;
  const form = useForm<PersonFields, unknown, PersonForm>({
    resolver: zodResolver(personFormSchema),
    defaultValues: person
      ? {
          email: person.email,
          name: person.name,
          roles: person.roles,
          teamIds: person.teamIds,
          capacity: person.capacity,
          languages: person.languages,
          skills: person.skills,
        }
      : {
          email: "",
          name: "",
          roles: ["agent"],
          teamIds: props.teams.filter(({ isDefault }) => isDefault).map(({ id }) => id),
          capacity: 3,
          languages: [],
          skills: {},
        },
  });
  const { errors } = form.formState;
  const isAgent = form.watch("roles").includes("agent");
  return (
    <Drawer
      isOpen
      onOpenChange={(isOpen) => !isOpen && props.onClose()}
      title={person ? t("editTitle", { name: person.name }) : t("addTitle")}
      width={440}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button variant="primary" type="submit" form={formId} isBusy={props.isSaving}>
            {person ? t("save") : t("add")}
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
        <Field label={t("name")} isRequired error={errors.name && t("fault.name")}>
          <Input autoComplete="off" {...form.register("name")} />
        </Field>
        <Field
          label={t("email")}
          isRequired
          hint={t("emailHint")}
          error={errors.email ? t("fault.email") : props.refusal?.field === "email" ? props.refusal.text : undefined}
        >
          <Input type="email" autoComplete="off" {...form.register("email")} />
        </Field>
        <Controller
          control={form.control}
          name="roles"
          render={({ field }) => (
            <fieldset className="flex flex-col gap-2">
              <legend className="mb-2 text-xs font-medium text-muted">{t("rolesAddUp")}</legend>
              {roles.map((role) => {
                const isKept = role === "admin" && props.isLastAdmin;
                return (
                  <div key={role}>
                    <Checkbox
                      checked={field.value.includes(role)}
                      disabled={isKept}
                      onCheckedChange={(isOn) =>
                        field.onChange(isOn ? [...field.value, role] : field.value.filter((each) => each !== role))
                      }
                    >
                      <span className="font-medium">{t(`role.${role}`)}</span>
                    </Checkbox>
                    <p className="ms-6 text-xs text-subtle">{isKept ? t("lastAdmin") : t(`roleText.${role}`)}</p>
                  </div>
                );
              })}
              {errors.roles && <FormFault text={t("fault.roles")} />}
            </fieldset>
          )}
        />
        {isAgent && (
          <>
            <Controller
              control={form.control}
              name="teamIds"
              render={({ field }) => (
                <CheckList
                  legend={t("teams")}
                  hint={t("teamsHint")}
                  none={t("noTeams")}
                  options={props.teams.map(({ id, name }) => ({ value: id, label: name }))}
                  value={field.value}
                  onChange={field.onChange}
                />
              )}
            />
            <Field
              label={t("capacityLabel")}
              hint={t("capacityHint")}
              error={errors.capacity && t("fault.capacity")}
              className="max-w-[200px]"
            >
              <Input
                type="number"
                inputMode="numeric"
                min={1}
                max={50}
                {...form.register("capacity", { valueAsNumber: true })}
              />
            </Field>
            <Controller
              control={form.control}
              name="languages"
              render={({ field }) => <LanguageChips value={field.value ?? []} onChange={field.onChange} />}
            />
            <Controller
              control={form.control}
              name="skills"
              render={({ field }) => <SkillChips value={field.value ?? {}} onChange={field.onChange} />}
            />
          </>
        )}
      </form>
    </Drawer>
  );
}
