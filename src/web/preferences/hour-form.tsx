import type { PreferencesView } from '../../actions/subscribers/preferences-view.ts'
import { listOf } from '../../words/list-of.ts'
import type { Words } from '../../words/words.ts'

interface HourFormProps {
  words: Words
  view: PreferencesView
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** Nothing where no newsletter waits for an hour. */
export function HourForm({ words: { preferences }, view }: HourFormProps) {
  if (!view.hours) return null
  const { newsletters, chosen, timezone } = view.hours
  const zones = ZONES.includes(timezone) ? ZONES : [timezone, ...ZONES]
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{preferences.hour}</h2>
      <p>{preferences.hourOf(listOf(newsletters, view.language))}</p>
      <form method="post" class="sign-up">
        <p>
          <label for="hour">{preferences.hour}</label>
          <select id="hour" name="hour">
            <option value="">{preferences.atOnce}</option>
            {HOURS.map((hour) => (
              <option value={hour} selected={hour === chosen?.hour}>
                {clockTime(hour, view.language)}
              </option>
            ))}
          </select>
        </p>
        <p>
          <label for="timezone">{preferences.timezone}</label>
          <select id="timezone" name="timezone" dir="ltr" data-chosen={chosen && ''}>
            {zones.map((zone) => (
              <option selected={zone === timezone}>{zone}</option>
            ))}
          </select>
        </p>
        <button type="submit" name="do" value="hour" aria-describedby="hours">
          {preferences.save}
        </button>
      </form>
      <script type="module" src="hour.js" />
    </section>
  )
}

/** `7:00 AM`, `07:00`: as clocks are read in a language. */
function clockTime(hour: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
  return format.format(hour * 3_600_000)
}

/** Whose zone nobody was told is shown the browser's; without scripts, the site's. */
export const HOUR_SCRIPT = `const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
const zones = document.getElementById('timezone')
if (timeZone && zones && !('chosen' in zones.dataset)) {
  if (![...zones.options].some(({ value }) => value === timeZone)) zones.add(new Option(timeZone, timeZone), 0)
  zones.value = timeZone
}
`
