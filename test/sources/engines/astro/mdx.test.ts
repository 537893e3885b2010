import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { aFolder } from '../../a-folder.ts'
import { read } from '../reading.ts'

const FRONT = '---\ntitle: A lamp\npubDate: 2026-11-20\nn: 5\n---\n'

async function shown(text: string) {
  const dir = aFolder({
    'astro.config.mjs': 'export default { site: "https://lantern.example" }',
    'src/content/blog/a.mdx': FRONT + text,
    'src/assets/boat.png': 'png',
  })
  const site = await read(
    dir,
    { source: join(dir, 'src/content'), dialect: 'auto', static: [] },
    { url: 'https://lantern.example/' },
  )
  expect(site.said).toEqual([])
  return site.html('blog/a.mdx')
}

describe('MDX', () => {
  it('shows what astro build shows of code in literals, and what stands within components', async () => {
    const { html, problems } = await shown(`import Box from './Box.astro'
import {
  a,
} from 'astro:content'
export const year = 2024
export function f() {

  return \`x
  \${year} }\`

}

# Hi {frontmatter.title}

{/* a comment
over

lines */}

Year: {year} str {"lit"} {'*lit2*'} {3} {\`tpl\`} \\{escaped} \`{code}\` <Box title="T1">inline *md*</Box> &amp; {true}

<Box title="Block">
  Inside **bold**

  - list

  \`\`\`js
  import q from 'q'
  const z = {a}
  \`\`\`
</Box>

<Box
  title={\`multi \${year}\`}
  x={{ a: "}" }}
  {...frontmatter}
/>

\`\`\`jsx
import code from 'code'
<Box>{x}</Box>
\`\`\`

{[1,2].map((i) => <b key={i}>n's{i}</b>)}

<div className="k" style={{color: 'red'}}>html *in* div</div>

<>frag *ment*</>

end "quoted" -- x

words
import not from here
`)
    expect(html).toMatchInlineSnapshot(`
      "<h1>Hi A lamp</h1>
      <p>Year: 2024 str lit *lit2* 3 tpl {escaped} <code>{code}</code> inline <em>md</em> &#x26;</p>
      <p>Inside <strong>bold</strong></p>
      <ul>
      <li>list</li>
      </ul>
      <pre><code class="language-js">import q from 'q'
      const z = {a}
      </code></pre>
      <pre><code class="language-jsx">import code from 'code'
      &#x3C;Box>{x}&#x3C;/Box>
      </code></pre>
      <p>html <em>in</em> div</p>
      <p>frag <em>ment</em></p>
      <p>end “quoted” — x</p>
      <p>words
      import not from here</p>"
    `)
    expect(problems).toMatchInlineSnapshot(`
      [
        "src/content/blog/a.mdx:25: the component \`Box\` is unknown (3 times in this file): at most its words or its picture are shown. It is code, which is not run here. Write in Markdown what readers of mails and feeds are to see.",
        "src/content/blog/a.mdx:49: an expression in braces is left out. It is code, which is not run here. Write in Markdown what readers of mails and feeds are to see.",
      ]
    `)
  })

  it('makes elements of HTML, whose text is Markdown', async () => {
    const { html, problems } = await shown(`<table>
  <thead>
    <tr><th>A *b*</th><th>C</th></tr>
  </thead>
  <tbody>
    <tr>
      <td>one</td>
      <td>

        - two

      </td>
    </tr>
  </tbody>
</table>

<details>
<summary>More *here*</summary>

Hidden **words**

</details>

Press <kbd>Ctrl</kbd> and <a href="/x" onClick={() => go()}>go *on*</a>.<br />Next.

<p>One *line*</p>

<script>{\`alert(1)\`}</script>
<style>{\`
  p { color: red }
\`}</style>
`)
    expect(html).toMatchInlineSnapshot(`
      "<table><thead><tr><th>A <em>b</em></th><th>C</th></tr>
      </thead>
      <tbody><tr><td>one</td>
      <td><ul>
      <li>two</li>
      </ul>
      </td>
      </tr>
      </tbody>
      </table>
      <details><summary>More <em>here</em></summary>
      <p>Hidden <strong>words</strong></p>
      </details>
      <p>Press <kbd>Ctrl</kbd> and <a href="https://lantern.example/x">go <em>on</em></a>.<br>Next.</p>
      <p>One <em>line</em></p>"
    `)
    expect(problems).toEqual([])
  })

  it('shows pictures that the page imports', async () => {
    const { html, problems } = await shown(`import { Image } from 'astro:assets'
import boat from '../../assets/boat.png'
import again from '~/assets/boat.png'

<Image src={boat} alt="A boat" width={300} />

<img src={again.src} alt="Again" />

<Figure src={boat} caption="Known by its picture" />
`)
    expect(html).toMatchInlineSnapshot(`
      "<p><img src="https://lantern.example/assets/boat.png" alt="A boat" width="300"></p>
      <p><img src="https://lantern.example/assets/boat.png" alt="Again"></p>
      <p><img src="https://lantern.example/assets/boat.png" alt="Known by its picture"></p>"
    `)
    expect(problems.map((problem) => problem.split(': at most')[0])).toEqual([
      'src/content/blog/a.mdx:14: the component `Figure` is unknown',
    ])
  })

  it('keeps lists, quotations and what is written to the right within components', async () => {
    const { html } = await shown(`- a

  <Box>
  text
  </Box>
- b

<Card>
\tEmbedded

\t<Inner>
\t\tDeep

\t\t1. one
\t\t2. two
\t</Inner>
</Card>

        far to the right

> <Box>quoted</Box>

text
<Box>
inner
</Box>
after
`)
    expect(html).toMatchInlineSnapshot(`
      "<ul>
      <li>
      <p>a</p>
      <p>text</p>
      </li>
      <li>
      <p>b</p>
      </li>
      </ul>
      <p>Embedded</p>
      <p>Deep</p>
      <ol>
      <li>one</li>
      <li>two</li>
      </ol>
      <p>far to the right</p>
      <blockquote>
      <p>quoted</p>
      </blockquote>
      <p>text</p>
      <p>inner</p>
      <p>after</p>"
    `)
  })

  it.each([
    ['a tag without its end', '<Box title="x">\n\ntext', 'text'],
    ['an end without its tag', 'text </Box> more', 'text  more'],
    ['a lone sign', '1 < 2 and a <- b', '1 &#x3C; 2 and a &#x3C;- b'],
    [
      'a link in angle brackets',
      '<https://lantern.example/x>',
      '<a href="https://lantern.example/x">https://lantern.example/x</a>',
    ],
    ['a comment of HTML', 'text <!-- hidden --> more', 'text  more'],
    ['markup in a literal', '{"<b>*x*</b>"}', '&#x3C;b>*x*&#x3C;/b>'],
    ['names of prototypes', '{constructor} {frontmatter.__proto__} <Box constructor="x" />', ''],
  ])('is not led astray by %s', async (_, text, expected) => {
    expect((await shown(text)).html.replace(/^<p>|<\/p>$/g, '').trim()).toBe(expected)
  })

  it.each([
    ['braces', '{'],
    ['tags', '<Box>\n'],
    ['attributes', '<a x={'],
    ['strings', '{"'],
    ['templates', '{`${'],
    ['backticks', '`'],
    ['imports', 'import {\n\n'],
    ['elements', '<section>\n<p>\n'],
    ['spreads', '<A {...'],
  ])('reads a text of nothing but %s in time', async (_, text) => {
    const started = performance.now()
    await shown(`x\n\n${text.repeat(40_000 / text.length)}`)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
