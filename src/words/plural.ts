type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** The form that a number takes in a language (CLDR's plural categories). */
export function plural(language: string, count: number, forms: Forms): string {
  return forms[new Intl.PluralRules(language).select(count)] ?? forms.other
}
