/** What the fields of the scaffolder forms say. */
export const formMessages = {
  form: {
    choose: 'Choose …',
    loading: 'Loading …',
    failed: 'The choices cannot be loaded: {{reason}}',
    required: 'This is needed.',
    requiredExample: 'This is needed. Example: {{example}}.',
    cluster: 'Cluster',
    clusterDown: '{{cluster}} cannot be used now: {{reason}}',
    clusterUnknown:
      'The portal has no cluster "{{value}}". Choose one of: {{known}}.',
    namespace: 'Namespace',
    namespaceFirst: 'Choose a cluster first.',
    namespaceUnknown:
      'Cluster {{cluster}} offers no namespace "{{value}}". Choose one of: {{known}}.',
    name: 'Name',
    nameHint: 'Lower case letters, digits and dashes, starting with a letter.',
    nameInvalid: '"{{value}}" is no valid name: {{rule}} Example: {{example}}.',
    nameTooLong:
      '"{{value}}" has {{length}} characters, at most {{most}} are possible. Example: {{example}}.',
    nameChecking: 'Checking whether the name is free …',
    nameFree: '{{id}} is free.',
    nameUnchecked:
      'Whether the name is free could not be checked now; it is checked again when the server is made.',
    nameHost: 'It will answer at {{url}}',
    owner: 'Owner',
    ownerHint:
      'The team that the server belongs to. It may change and remove it.',
    ownerSearch: 'Search by name …',
    version: 'FHIR version',
    versionFixed: 'Cannot be changed later.',
    hintStu3:
      'The oldest one. Only when a system that you talk to speaks nothing else.',
    hintR4:
      'The one that most systems speak. Choose this when you do not know.',
    hintR4B:
      'R4 with a few corrections. Its server is no longer built upstream: prefer R4 or R5.',
    hintR5: 'The newest one. For systems that were made for it.',
    recommended: 'recommended',
    ended: 'no longer built',
    host: 'Host name',
    hostHint:
      'Made from cluster, namespace and name. Change it only when the server must have another one.',
    hostInvalid: '"{{value}}" is no host name. Example: {{example}}.',
    useSuggested: 'Use {{value}}',
    hostUrl: 'The server will answer at {{url}}',
    signInOn: 'On',
    signInOnHint: 'Every request needs a token.',
    signInOff: 'Off',
    hostWaiting:
      'The host name appears here as soon as cluster, namespace and name are chosen.',
    instance: 'FHIR server',
    instanceSearch: 'Search by name, owner, cluster …',
    instanceUnknown:
      'There is no FHIR server "{{value}}". Choose one of the list.',
    instanceNone: 'There are no FHIR servers.',
    confirmLabel: 'Type {{name}} to confirm',
    confirmFirst: 'Choose a FHIR server first.',
    confirmMismatch:
      '"{{value}}" is not "{{name}}". Type the name exactly as it is written.',
    confirmGoes: 'What goes',
    confirmStays: 'What stays',
    goesServer_one:
      'The FHIR server {{name}} at {{url}}, with its {{count}} pod',
    goesServer_other:
      'The FHIR server {{name}} at {{url}}, with its {{count}} pods',
    goesChildren: 'Its service, address, configuration and certificates',
    goesIdentity: 'Its managed identity in Azure, when this portal made it',
    goesEntity: 'Its page in the catalog',
    staysData: 'The database {{database}} on {{server}}, with all its data',
    staysStorage: 'Storage accounts and everything exported to them',
    confirmProtected:
      'Deletion protection is on. Turn it off with Update first.',
    confirmForbidden: 'You may not deprovision this server. {{reason}}',
  },
  update: {
    nothing: 'Nothing has changed yet. Change at least one setting.',
    forbidden: 'You may not update this server. {{reason}}',
    difference: 'What will change',
    differenceNone: 'Nothing yet.',
    from: 'from',
    to: 'to',
    unset: 'not set',
    remaining: 'The pods are replaced one by one; the server keeps answering.',
    sectionServer: 'Server',
    sectionSecurity: 'Security',
    sectionFeatures: 'Features',
    sectionObservability: 'Audit and telemetry',
    replicasAuto:
      'This server scales by itself, between {{min}} and {{max}} pods.',
    signInOff:
      'Off means that anyone who reaches the server reads and writes everything.',
  },
  review: {
    title: 'This will be made',
    manifest: 'Manifest',
    incomplete: 'Fill in the steps before this one first.',
    server:
      'A FHIR {{version}} server called {{name}} on cluster {{cluster}} in namespace {{namespace}}.',
    owner: 'It belongs to {{owner}}.',
    size_one: 'It runs {{count}} pod of size {{size}}.',
    size_other: 'It runs {{count}} pods of size {{size}}.',
    sizeOnly: 'It runs pods of size {{size}}.',
    asleep: 'It starts asleep: no pod runs until the replicas are raised.',
    host: 'It answers at {{url}}.',
    hidden: 'It has no address outside the cluster.',
    signInOn: 'Every request needs a token of {{authority}} for {{audience}}.',
    signInOff:
      'There is no sign-in: anyone who reaches it reads and writes everything.',
    database:
      'Its data lives in database {{database}} on {{server}} and is never deleted by this portal.',
    identity: 'A managed identity is made in Azure for its pods.',
    identityNone: 'Its pods get no Azure identity.',
    features: 'On: {{features}}.',
    featuresNone: 'No further features are on.',
  },
} as const;
