import type { Words } from './words.ts'

export const zhHant: Words = {
  language: 'zh-Hant',
  mail: {
    readOnline: '線上閱讀',
    readOnWeb: '在網站上閱讀',
    continueReading: '繼續閱讀',
    number: (number) => `第 ${number} 期`,
    postCount: (count) => `${count} 篇文章`,
    readingTime: (minutes) => `閱讀時間 ${minutes} 分鐘`,
    severalPosts: (title, others) => `${title}，另有 ${others} 篇`,
    reason: (newsletter, site) => `您收到這封信，是因為您在 ${site} 訂閱了《${newsletter}》。`,
    unsubscribe: '取消訂閱',
    postalAddress: '地址',
    testNote: '這是一封測試信：不會記為已寄出，取消訂閱的連結也不起作用。',
  },
  unsubscribe: {
    title: '取消訂閱',
    question: (newsletter) => `要停止接收《${newsletter}》嗎？`,
    button: '取消訂閱',
    done: (newsletter) => `已取消訂閱，您不會再收到《${newsletter}》。`,
    notSubscribed: '您沒有訂閱。',
    testLink: '這是測試郵件裡的連結，不會取消任何人的訂閱。正式寄出的郵件中，每位讀者都有自己的連結。',
    changedMind: '按錯了嗎？',
    resubscribe: '重新訂閱',
    resubscribed: (newsletter) => `您已重新訂閱《${newsletter}》。`,
  },
  archive: {
    title: (newsletter) => `${newsletter}：歷期電子報`,
    empty: '尚未寄出任何一期。',
    all: '歷期電子報',
    newer: '較新',
    older: '較舊',
    sentOn: (date) => `${date}寄出`,
    subscribe: '訂閱',
    feed: '訂閱源',
  },
  web: {
    newsletters: '電子報',
    feeds: '訂閱源',
    notFound: '這個網址沒有內容。',
  },
}
