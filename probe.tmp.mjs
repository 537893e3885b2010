import PostalMime from 'postal-mime'
import {readFileSync,readdirSync} from 'node:fs'
const dir='/work/shared/corpora/bounces/mails/'
const exp=JSON.parse(readFileSync('/work/shared/corpora/bounces/expected.json'))
const [a,b,n]=process.argv.slice(2).map(Number)
let i=0
for(const f of readdirSync(dir).sort()){
  const m=await PostalMime.parse(readFileSync(dir+f),{forceRfc822Attachments:true})
  if(m.attachments.some(x=>x.mimeType=='message/delivery-status')) continue
  i++; if(i<=a||i>b) continue
  console.log('=====',f,exp[f].length, exp[f].map(r=>r.reason+' '+r.status+' '+r.code).slice(0,3).join('; '),'| From:',m.from?.address??m.from?.name,'| S:',m.subject,'|xf',m.headers.find(h=>h.key=='x-failed-recipients')?.value, m.attachments.map(x=>x.mimeType).join())
  console.log((m.text??'(none)').trim().replace(/\n\s*\n+/g,'\n').replace(/[-=*_]{8,}/g,'----').slice(0,n))
}
