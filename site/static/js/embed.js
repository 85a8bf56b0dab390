// A film from elsewhere: its player is fetched when somebody asks for it, in place of the link that leads there.
for (const link of document.querySelectorAll("a[data-player]:not([data-ready])")) {
  link.dataset.ready = "";
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.dataset.player;
    frame.title = link.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture; encrypted-media";
    link.parentElement.replaceChildren(frame);
    frame.focus();
  });
}
