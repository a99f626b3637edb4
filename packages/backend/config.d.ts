export interface Config {
  /** Settings of this portal itself. */
  portal?: {
    /** Full entity refs of the teams that run the platform: they may change and remove every FHIR server. */
    platformTeams?: string[];
  };
}
