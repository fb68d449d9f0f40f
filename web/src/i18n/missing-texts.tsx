/** The only words that stand in the panel itself: those for want of words. */
export function MissingTexts() {
  return (
    <div className="gfc-panel" role="alert">
      <p lang="de">Die Texte konnten nicht geladen werden. Lade die Seite neu.</p>
      <p lang="en">The texts could not be loaded. Reload the page.</p>
    </div>
  );
}
