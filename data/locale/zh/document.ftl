### Documents attached to a request.

document-line = { $nth }. { $name }  { $size }  SHA-256 { $sha256 }
document-not_here = 没有存文件
document-none = 没有附件。
document-pick = 取出哪个附件
document-save = 把附件存成文件
document-saved = 附件已存到 { $folder } 的 { $name }，内容与签名的校验值相符。
document-registered = { $text } 已登记
document-unregistered = { $text } 未登记
