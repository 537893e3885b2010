/** The preview's own: it must look right whatever an operator makes of page.css. */
export const PREVIEW_STYLE = `:root {
  color-scheme: light dark;
  --paper: #fbfaf6; --ink: #1f1d1a; --faint: #625c52; --rule: #d6d0c2; --link: #8a2b1d; --note: #f1ecdf;
  --serif: Georgia, Cambria, "Times New Roman", "Songti TC", "Noto Serif CJK TC", serif;
  --sans: -apple-system, BlinkMacSystemFont, "Segoe UI", "Helvetica Neue", Arial, "PingFang TC", "Microsoft JhengHei", "Noto Sans CJK TC", sans-serif;
  --mono: ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "Noto Sans Mono CJK TC", monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #17181a; --ink: #e9e5db; --faint: #a9a398; --rule: #413f3a; --link: #e5a491; --note: #24241f; }
}
html { text-size-adjust: 100%; -webkit-text-size-adjust: 100%; }
body { box-sizing: border-box; max-width: 46rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; background: var(--paper); color: var(--ink); font: 16px/1.6 var(--sans); overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: 0.15em; }
header { border-bottom: 1px solid var(--rule); color: var(--faint); font-size: 14px; }
header p { margin: 0; padding: 0.4rem 0; }
header a { color: inherit; text-decoration: none; }
h1 { margin: 1.5rem 0 0.75rem; font: 700 clamp(1.5rem, 5vw, 2rem)/1.25 var(--serif); text-wrap: balance; }
h2 { margin: 2.25rem 0 0.5rem; font: 600 1.05rem/1.4 var(--sans); }
p { margin: 0.5rem 0; }
.note { padding: 0.6rem 0.9rem; border-inline-start: 4px solid var(--link); background: var(--note); }
.facts { color: var(--faint); font-size: 14px; }
nav.views { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 1rem 0; font-size: 15px; }
nav.views ul { display: flex; flex-wrap: wrap; gap: 0.25rem; margin: 0; padding: 0; list-style: none; }
nav.views a { display: inline-block; padding: 0.3rem 0.7rem; border: 1px solid var(--rule); border-radius: 3px; text-decoration: none; }
nav.views a[aria-current] { border-color: var(--ink); background: var(--ink); color: var(--paper); }
.frame { overflow-x: auto; margin: 1rem 0; border: 1px solid var(--rule); background: var(--note); }
iframe { display: block; box-sizing: border-box; width: 42.5rem; height: max(30rem, 80vh); margin: 0 auto; border: 0; background: #fff; resize: vertical; }
iframe.phone { width: 375px; }
.on-narrow { display: none; }
iframe.dark { background: #121212; }
details { border-bottom: 1px solid var(--rule); }
summary { padding: 0.6rem 0; font-weight: 600; cursor: pointer; }
pre { margin: 0.25rem 0 1.25rem; font: 14px/1.6 var(--mono); white-space: pre-wrap; }
ul.problems { margin: 0.5rem 0; padding: 0; list-style: none; }
ul.problems > li { margin: 0.5rem 0; padding: 0.5rem 0.9rem; border-inline-start: 4px solid var(--rule); background: var(--note); }
ul.problems > li.error { border-color: var(--link); }
code { font: 14px/1.5 var(--mono); }
table { width: 100%; border-collapse: collapse; margin: 0.5rem 0 1.25rem; font-size: 14px; }
caption { text-align: start; color: var(--faint); }
:is(th, td) { padding: 0.35rem 0.8rem 0.35rem 0; border-top: 1px solid var(--rule); text-align: start; vertical-align: top; }
th { width: 13em; color: var(--faint); font-weight: 600; }
meter { width: min(100%, 16rem); height: 0.9rem; vertical-align: middle; }
form { margin: 0.75rem 0 1.25rem; }
label { display: block; }
input[type="email"] { box-sizing: border-box; width: min(100%, 22rem); margin: 0.25rem 0.5rem 0.25rem 0; padding: 0.45rem 0.6rem; border: 1px solid var(--faint); border-radius: 3px; background: var(--paper); color: var(--ink); font: 16px/1.4 var(--sans); }
button { padding: 0.45rem 1rem; border: 1px solid var(--ink); border-radius: 3px; background: var(--ink); color: var(--paper); font: 600 15px/1.4 var(--sans); cursor: pointer; }
fieldset { margin: 0; padding: 0; border: 0; }
fieldset label { padding: 0.3rem 0; border-bottom: 1px solid var(--rule); }
time { white-space: nowrap; }
small { color: var(--faint); font-size: 14px; }
:is(a, button, summary, input, .frame):focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  iframe.by-screen { width: 375px; }
  .on-wide { display: none; }
  .on-narrow { display: block; }
  .frame { margin-inline: -1.5rem; border-inline: 0; }
  :is(th, td) { display: block; width: auto; }
  td { padding-top: 0; border-top: 0; }
}
`
