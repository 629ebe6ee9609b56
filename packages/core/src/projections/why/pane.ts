export interface WhyPane {
  readonly question: string;
  readonly rows: readonly WhyRow[];
}

export interface WhyRow {
  readonly label: string;
  /** The same in several lengths, the longest first. */
  readonly texts: readonly string[];
  /** Further lines, where there is room: the sums in full, each with the upstream function it is from. */
  readonly sums?: readonly string[];
  /** The one command that does what the row says, where it can be typed as it stands. */
  readonly command?: string;
  /** Left out first where there is no room. */
  readonly spare?: boolean;
}
