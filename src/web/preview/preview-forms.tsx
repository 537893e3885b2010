import type { ListedPost } from '../../actions/editions/preview-edition.ts'
import { hrefOf, type PreviewQuery, paramsOf } from './preview-query.ts'

/** Whose mail is shown. */
export function AsForm({ query }: { query: PreviewQuery }) {
  return (
    <form action="./" autocomplete="off">
      <Kept query={{ ...query, as: undefined, mail: 0 }} />
      <label for="as">As a subscriber gets it</label>
      <input id="as" name="as" type="email" value={query.as} maxlength={254} required />
      <button type="submit">Show</button>
    </form>
  )
}

/** Which posts it is made of. */
export function PostsForm({ query, latest }: { query: PreviewQuery; latest: ListedPost[] }) {
  if (latest.length === 0) return <p>The site has no post yet.</p>
  const chosen = new Set(query.posts)
  return (
    <form action="./" autocomplete="off">
      <h2>Look at other posts</h2>
      <p>As if these were sent by hand, drafts too; it changes nothing.</p>
      <Kept query={{ ...query, posts: undefined, mail: 0 }} />
      <fieldset>
        <legend>The newest posts</legend>
        {latest.map(({ file, title, date, status }) => (
          <label>
            <input type="checkbox" name="post" value={file} checked={chosen.has(file)} />{' '}
            <span dir="auto">{title}</span>{' '}
            <small>
              <time>{date}</time>
              {status === 'live' ? '' : ` · ${status}`} · {file}
            </small>
          </label>
        ))}
      </fieldset>
      <p>
        <button type="submit">Show these</button>{' '}
        {query.posts && <a href={hrefOf(query, { posts: undefined, mail: 0 })}>What is due</a>}
      </p>
    </form>
  )
}

function Kept({ query }: { query: PreviewQuery }) {
  return (
    <>
      {paramsOf(query).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
