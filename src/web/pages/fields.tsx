import { LANGUAGES } from '../../words/words-for.ts'

interface EmailFieldProps {
  label: string
  /** Id of what says more about it. */
  describedBy: string
  typed?: string
  isRequired?: boolean
  isInvalid?: boolean
}

export function EmailField({ label, describedBy, typed, isRequired, isInvalid }: EmailFieldProps) {
  return (
    <p>
      <label for="email">{label}</label>
      <input
        id="email"
        name="email"
        type="email"
        autocomplete="email"
        required={isRequired}
        maxlength={254}
        value={typed}
        aria-describedby={describedBy}
        aria-invalid={isInvalid ? 'true' : undefined}
      />
    </p>
  )
}

interface CadenceFieldProps {
  /** Of its own for each of a page. */
  id: string
  label: string
  /** What an id is called, where it is a usual one. */
  names: Record<string, string>
  cadences: string[]
  chosen?: string
}

/** Nothing where there is nothing to choose. */
export function CadenceField({ id, label, names, cadences, chosen }: CadenceFieldProps) {
  if (cadences.length === 0) return null
  return (
    <p>
      <label for={id}>{label}</label>
      <select id={id} name="cadence">
        {cadences.map((cadence) => (
          <option value={cadence} selected={cadence === chosen}>
            {Object.hasOwn(names, cadence) ? names[cadence] : cadence}
          </option>
        ))}
      </select>
    </p>
  )
}

/** Each language as its readers write it: `Deutsch`. */
export function LanguageField({ label, chosen }: { label: string; chosen: string }) {
  return (
    <p>
      <label for="language">{label}</label>
      <select id="language" name="language">
        {LANGUAGES.map(({ language }) => (
          <option value={language} lang={language} selected={language === chosen}>
            {nameOf(language)}
          </option>
        ))}
      </select>
    </p>
  )
}

function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

interface ChoicesProps {
  legend: string
  name: string
  choices: string[][]
  chosen: string[]
}

export function Choices({ legend, name, choices, chosen }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {choices.map(([value = '', label]) => (
        <label>
          <input type="checkbox" name={name} value={value} checked={chosen.includes(value)} />{' '}
          <span dir="auto">{label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** What tells programs from people: a field that only they fill in, and when the form was handed out. */
export function Traps({ leaveEmpty, stamp }: { leaveEmpty: string; stamp: string }) {
  return (
    <>
      <p class="trap" aria-hidden="true">
        <label for="website">{leaveEmpty}</label>
        <input id="website" name="website" tabindex={-1} autocomplete="off" />
      </p>
      <input type="hidden" name="stamp" value={stamp} />
    </>
  )
}
