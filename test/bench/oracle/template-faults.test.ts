import { describe, expect, test } from 'vitest'
import { asksFor, faultsIn } from '../../../bench/oracle/template-faults.ts'

const NAMES = ['note', 'cards/small', 'img', 'eturl']
const AT = 'failed to process shortcode: "/s/layouts/shortcodes/eturl.html:14:10": execute of template failed: '

describe('what a failed build says against templates', () => {
  test.each([
    [
      'loading templates: "/s/layouts/shortcodes/img.html:2:1": parse failed: template: shortcodes/img.html:2: function "try" not defined',
      { shortcodes: ['img'], partials: [], unknown: ['try'] },
    ],
    [
      `${AT}template: shortcodes/eturl.html:14:10: executing "shortcodes/eturl.html" at <hugo>: can't evaluate field Data in type interface {}`,
      { shortcodes: ['eturl'], partials: [], unknown: ['hugo.Data'] },
    ],
    [
      `${AT}executing "x" at <site.Home.Store.Get>: can't evaluate field Store in type page.Page`,
      { shortcodes: ['eturl'], partials: [], unknown: ['site.Home.Store'] },
    ],
    [
      `${AT}executing "x" at <.Name>: can't evaluate field Name in type string`,
      { shortcodes: ['eturl'], partials: [], unknown: [] },
    ],
    [
      '"/s/layouts/partials/a/b.html:1:1": execute of template failed: template: partials/a/b.html:1:1',
      { shortcodes: [], partials: ['a/b'], unknown: [] },
    ],
    [
      'ERROR 2026/11/30 The "note" tag needs a page. See x\nfailed to render shortcode "cards/small"',
      { shortcodes: ['note', 'cards/small'], partials: [], unknown: [] },
    ],
    ['Error: nothing that is known', { shortcodes: [], partials: [], unknown: [] }],
  ])('%s', (message, faults) => expect(faultsIn(message, NAMES)).toEqual(faults))
})

describe('whether a template asks for it', () => {
  test.each([
    ['{{ with try (partial "x") }}', 'try', true],
    ['{{- range hugo.Data.docs }}', 'hugo.Data', true],
    ['{{/* try this */}} try {{ .try }} {{ $try }} {{ errorf "a \\" try it" }} {{ entry }}', 'try', false],
    ['{{ hugo.Database }} {{ .hugo.Data }}', 'hugo.Data', false],
  ])('%s: %s', (template, unknown, isAsked) => expect(asksFor(template, unknown)).toBe(isAsked))
})
