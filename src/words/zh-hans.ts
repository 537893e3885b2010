import type { Words } from './words.ts'

export const zhHans: Words = {
  language: 'zh-Hans',
  mail: {
    readOnline: '在线阅读',
    readOnWeb: '在网站上阅读',
    continueReading: '继续阅读',
    number: (number) => `第 ${number} 期`,
    postCount: (count) => `${count} 篇文章`,
    readingTime: (minutes) => `阅读时间 ${minutes} 分钟`,
    severalPosts: (title, others) => `${title}，另有 ${others} 篇`,
    reason: (newsletter, site) => `您收到这封邮件，是因为您在 ${site} 订阅了《${newsletter}》。`,
    unsubscribe: '退订',
    postalAddress: '地址',
    testNote: '这是一封测试邮件：不会记为已发送，退订链接也不起作用。',
  },
  unsubscribe: {
    title: '退订',
    question: (newsletter) => `要停止接收《${newsletter}》吗？`,
    button: '退订',
    done: (newsletter) => `已退订，您不会再收到《${newsletter}》。`,
    notSubscribed: '您没有订阅。',
    testLink: '这是测试邮件里的链接，不会退订任何人。正式发出的邮件中，每位读者都有自己的链接。',
    changedMind: '点错了吗？',
    resubscribe: '重新订阅',
    resubscribed: (newsletter) => `您已重新订阅《${newsletter}》。`,
  },
  archive: {
    title: (newsletter) => `${newsletter}：往期`,
    empty: '还没有发送过任何一期。',
    all: '往期',
    newer: '较新',
    older: '较早',
    sentOn: (date) => `${date}发送`,
    subscribe: '订阅',
    feed: '订阅源',
  },
  web: {
    newsletters: '邮件通讯',
    feeds: '订阅源',
    notFound: '这个网址没有内容。',
  },
}
