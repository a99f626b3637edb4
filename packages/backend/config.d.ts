export interface Config {
  /** Settings of this portal itself. */
  portal?: {
    /** Full entity refs of the teams that run the platform: they may change and remove every FHIR server. */
    platformTeams?: string[];
    /**
     * How people sign in: as `guest` without a question (default, for a sandbox), or with `microsoft` Entra accounts.
     * The provider of the same name stands under auth.providers.
     * @visibility frontend
     */
    signIn?: 'guest' | 'microsoft';
  };
}
