(() => {
  const show = () => {
    const article = document.querySelector("article[role=main]")
    const title = article?.querySelector("h1")
    if (!title || article.querySelector(".reading-time")) return
    const words = article.textContent.split(/\s+/).length
    if (words < 120) return
    const note = document.createElement("p")
    note.className = "reading-time"
    note.textContent = `${Math.ceil(words / 200)} min read`
    title.after(note)
  }
  document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", show) : show()
})()
