/**
 * Loads the page again when something changed, not while somebody types, and keeps open what was open. The page does all else
 * without it.
 */
export const LIVE_SCRIPT = `const { version } = document.currentScript.dataset
const isTyping = () => [...document.querySelectorAll('input')].some((field) =>
  field.type === 'checkbox' ? field.checked !== field.defaultChecked : field.value !== field.defaultValue)
const again = () => (isTyping() ? setTimeout(again, 500) : location.reload())
new EventSource('events').onmessage = ({ data }) => { if (data !== version) again() }
for (const part of document.querySelectorAll('details[id]')) {
  if (sessionStorage.getItem(part.id)) part.open = sessionStorage.getItem(part.id) === 'open'
  part.addEventListener('toggle', () => sessionStorage.setItem(part.id, part.open ? 'open' : 'closed'))
}
`
