// The answer to a post has no place in the history that a browser can go back to. This gives it that of the
// form, which comes back with all that was typed.
history.replaceState(null, "", location.href);
