import type { SignUpOffer } from '../../actions/subscribers/offered.ts'
import type { AskAgain } from '../../actions/subscribers/sign-up.ts'
import type { WordingVersion } from '../../words/consent-wording.ts'
import { listOf } from '../../words/list-of.ts'
import type { SubscribeWords } from '../../words/words.ts'
import { LANGUAGES } from '../../words/words-for.ts'
import { Layout, type PageFrame } from '../pages/layout.tsx'

/** What a form was sent with, shown again where it is asked once more. */
export interface Typed {
  email?: string
  newsletters: string[]
  cadence?: string
  topics: string[]
  language?: string
}

export interface SignUpPageProps {
  frame: PageFrame
  words: SubscribeWords
  wording: WordingVersion
  offer: SignUpOffer
  typed: Typed
  stamp: string
  /** Why the form is shown again. */
  notice?: { why: AskAgain | 'tooMany' | 'unreadable'; text: string }
}

/** At `subscribe`, which its links are relative to. Nothing of it needs a script; the one that there is saves work for limits. */
export function SignUpPage({ frame, words, wording, offer, typed, stamp, notice }: SignUpPageProps) {
  const { newsletters, cadences, topics } = offer
  const isAboutAddress = notice !== undefined && ['notAnAddress', 'refused', 'didYouMean'].includes(notice.why)
  const [only, ...others] = newsletters
  const what = only && others.length === 0 ? only.title : frame.site.title
  return (
    <Layout frame={{ ...frame, title: words.title }}>
      <h1>{words.title}</h1>
      {notice && (
        <p id="notice" role="alert" class="notice">
          {notice.text}
        </p>
      )}
      <form method="post" class="sign-up" action="" novalidate>
        <p>
          <label for="email">{words.email}</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="email"
            required
            maxlength={254}
            value={typed.email}
            aria-describedby={notice ? 'notice consent' : 'consent'}
            aria-invalid={isAboutAddress ? 'true' : undefined}
          />
        </p>
        {newsletters.length > 1 && (
          <Choices
            legend={words.newsletters}
            name="newsletter"
            choices={newsletters.map(({ id, title }) => [id, title])}
            chosen={typed.newsletters}
          />
        )}
        {cadences.length > 0 && (
          <p>
            <label for="cadence">{words.cadence}</label>
            <select id="cadence" name="cadence">
              {cadences.map((cadence) => (
                <option value={cadence} selected={cadence === typed.cadence}>
                  {cadence}
                </option>
              ))}
            </select>
          </p>
        )}
        {topics.length > 0 && (
          <Choices
            legend={words.topics}
            name="topic"
            choices={topics.map((topic) => [topic, topic])}
            chosen={typed.topics}
          />
        )}
        <p>
          <label for="language">{words.language}</label>
          <select id="language" name="language">
            {LANGUAGES.map(({ language }) => (
              <option value={language} lang={language} selected={language === (typed.language ?? frame.language)}>
                {nameOf(language)}
              </option>
            ))}
          </select>
        </p>
        <p class="trap" aria-hidden="true">
          <label for="website">{words.leaveEmpty}</label>
          <input id="website" name="website" tabindex={-1} autocomplete="off" />
        </p>
        <input type="hidden" name="stamp" value={stamp} />
        {notice?.why === 'didYouMean' && <input type="hidden" name="asked" value={typed.email} />}
        <p id="consent" class="facts">
          {words.consent[wording](listOf([what], frame.language))}
        </p>
        <p>
          <button type="submit">{words.button}</button>
        </p>
      </form>
      <script type="module" src="subscribe/form.js" />
    </Layout>
  )
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

/** As its readers write it: `Deutsch`. */
export function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

/** After the form, whoever the address belongs to. */
export function SentPage({ frame, words }: { frame: PageFrame; words: SubscribeWords }) {
  return (
    <Layout frame={{ ...frame, title: words.sentTitle, isPrivate: true }}>
      <h1>{words.sentTitle}</h1>
      <p role="status">{words.sent}</p>
      <p>
        <a href={frame.site.url}>{words.back(frame.site.title)}</a>
      </p>
    </Layout>
  )
}
