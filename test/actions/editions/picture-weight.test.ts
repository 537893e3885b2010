import sharp from 'sharp'
import { expect, test } from 'vitest'
import { MOST_PICTURE_BYTES } from '../../../src/editions/most-picture-bytes.ts'
import { on, openNewsroom } from '../newsroom.ts'

function noise(width: number, height: number) {
  const background = { r: 0, g: 0, b: 0 }
  return sharp({
    create: { width, height, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
}

async function room() {
  const newsroom = await openNewsroom({})
  await newsroom.subscribe('mei')
  return newsroom
}

const photos = ['![leaves](/a.jpg)', '![more](/b.jpg)', '![last](/c.jpg)'].join('\n\n')

test('pictures that are too heavy together are made smaller, in plan, mail and archive alike', async () => {
  const { publication, actions, goTo, deliver, log } = await room()
  for (const name of ['a', 'b', 'c'])
    publication.write(`static/${name}.jpg`, await noise(1200, 900).jpeg({ quality: 95 }).toBuffer())
  publication.post('leaves', { text: photos })
  goTo(on('MON', '08:30'))
  const plan = await actions.plan({})
  const { pictureBytes = 0 } = plan.variants[0] ?? {}
  expect(pictureBytes).toBeGreaterThan(MOST_PICTURE_BYTES / 3)
  expect(pictureBytes).toBeLessThanOrEqual(MOST_PICTURE_BYTES)
  expect(plan.problems).toEqual([])
  expect((await actions.plan({})).id).toBe(plan.id)
  const preview = await actions.preview({})
  expect(preview.mails[0]?.pictureBytes).toBe(pictureBytes)
  goTo(on('MON', '09:00'))
  await actions.tick()
  await deliver()
  const shown = (html: string) => html.match(/pictures\/[0-9a-f]{32}\.jpg/g)
  const mail = log.mails.at(-1)?.text.replaceAll('=\r\n', '') ?? ''
  expect(new Set(shown(mail))).toEqual(new Set(shown(preview.mails[0]?.html ?? '')))
})

test('what is too heavy all the same is said, by the name that the post gives it', async () => {
  const { publication, actions, goTo } = await room()
  const frames = await Promise.all(Array.from({ length: 5 }, () => noise(600, 400).png().toBuffer()))
  publication.write(
    'static/dance.gif',
    await sharp(frames, { join: { animated: true } })
      .gif({ effort: 1 })
      .toBuffer(),
  )
  publication.post('dance', { text: '![a dance](/dance.gif)' })
  goTo(on('MON', '08:30'))
  const { problems, variants } = await actions.plan({})
  expect(variants[0]?.pictureBytes).toBeGreaterThan(MOST_PICTURE_BYTES)
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    [
      'mail.picture-weight',
      expect.stringMatching(
        /^The mail's pictures are [\d,]+ KB together, more than 800 KB, as small as they were made\. The heaviest: https:\/\/lantern\.example\/dance\.gif \([\d,]+ KB, which moves and is not made smaller\)\.$/,
      ),
    ],
  ])
})
