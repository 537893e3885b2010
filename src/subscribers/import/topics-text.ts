/** Topics in one cell: `bread, maps`; as JSON where a topic holds what would part it. */
export function writeTopics(topics: string[]): string {
  const plain = topics.every((topic) => topic !== '' && topic.trim() === topic && !/[,[\]\p{Cc}]/u.test(topic))
  return plain ? topics.join(', ') : JSON.stringify(topics)
}

export function readTopics(cell: string): string[] {
  if (cell.startsWith('[')) {
    try {
      const list: unknown = JSON.parse(cell)
      if (Array.isArray(list) && list.every((topic) => typeof topic === 'string')) return list
    } catch {
      // Written by hand: read as it stands.
    }
  }
  return cell
    .split(/[,;]/)
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '')
}
