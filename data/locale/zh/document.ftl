### Documents attached to a request.

document-line = { $nth }. { $name }  { $size }  SHA-256 { $sha256 }
document-not_here = 没有存文件
document-pick = 取出哪个附件
document-save = 把附件存成文件
document-saved = 附件已存到 { $folder } 的 { $name }，内容与签名的校验值相符。
document-registered = { $text } 已登记
document-unregistered = { $text } 未登记

refusal-no_attachment = 这一版没有附件。
    .why = { $clause }：只有随申请提交的附件可以取出。
    .next = 要补附件的，请起草专人在表单里添加。
