package main

import (
	"fmt"
	"strconv"
	"strings"
)

// serverSettings are the environment variables of the server: every flag is written both ways.
func serverSettings(fhir *Fhir) map[string]string {
	spec := &fhir.Spec
	settings := map[string]string{
		"DataStore":                                                       "SqlServer",
		"ASPNETCORE_FORWARDEDHEADERS_ENABLED":                             "true",
		"ASPNETCORE_SHUTDOWNTIMEOUTSECONDS":                               "45",
		"DOTNET_EnableDiagnostics":                                        "0",
		"Logging__Console__FormatterName":                                 "json",
		"Logging__LogLevel__Microsoft.Health":                             "Information",
		"SqlServer__ConnectionString":                                     connectionString(spec),
		"SqlServer__Initialize":                                           "true",
		"SqlServer__AllowDatabaseCreation":                                "false",
		"SqlServer__MaxPoolSize":                                          strconv.Itoa(int(spec.Database.MaxPoolSize)),
		"Telemetry__Provider":                                             "None",
		"TaskHosting__Enabled":                                            "true",
		"FhirServer__Audit__CustomAuditHeaderPrefix":                      "X-MS-AZUREFHIR-AUDIT-",
		"FhirServer__Bundle__EntryLimit":                                  "500",
		"FhirServer__CoreFeatures__SupportsBatch":                         "true",
		"FhirServer__CoreFeatures__SupportsTransaction":                   "true",
		"FhirServer__CoreFeatures__Versioning__Default":                   "versioned",
		"FhirServer__Security__Authentication__Audience":                  spec.Security.Audience,
		"FhirServer__Security__Authentication__Authority":                 spec.Security.Authority,
		"FhirServer__Security__Authorization__RolesClaim":                 "roles",
		"FhirServer__Security__Authorization__ScopesClaim__0":             "scp",
		"FhirServer__Security__Authorization__ScopesClaim__1":             "scope",
		"FhirServer__Security__PrincipalClaims__0":                        "iss",
		"FhirServer__Security__PrincipalClaims__1":                        "oid",
		"FhirServer__Security__EnableAadSmartOnFhirProxy":                 "false",
		"FhirServer__Operations__Export__StorageAccountUri":               spec.Export.StorageAccountURI,
		"FhirServer__Operations__IntegrationDataStore__StorageAccountUri": spec.Import.StorageAccountURI,
		"FhirServer__Cors__AllowCredentials":                              "false",
		"FhirServer__Cors__MaxAge":                                        "600",
		"FhirServer__Throttling__ConcurrentRequestLimit":                  "50",
		"FhirServer__Throttling__MaxQueueSize":                            "0",
		"PrometheusMetrics__enabled":                                      "false",
		"SqlServer__SchemaOptions__AutomaticUpdatesEnabled":               "true",
	}
	for key, on := range map[string]bool{
		"FhirServer__Security__Enabled":                spec.Security.Mode == "Enabled",
		"FhirServer__Security__Authorization__Enabled": spec.Authorization.on(),
		"FhirServer__Operations__Export__Enabled":      spec.Export.Mode == "Enabled",
		"FhirServer__Operations__Import__Enabled":      spec.Import.Mode == "Enabled",
		"FhirServer__Operations__Reindex__Enabled":     spec.Reindex.on(),
		"FhirServer__Operations__ConvertData__Enabled": spec.ConvertData.on(),
		"FhirServer__Operations__BulkDelete__Enabled":  spec.BulkDelete.on(),
		"FhirServer__Operations__BulkUpdate__Enabled":  spec.BulkUpdate.on(),
		"FhirServer__Throttling__Enabled":              spec.Throttling.on(),
	} {
		settings[key] = strconv.FormatBool(on)
	}
	for key, value := range spec.Settings {
		settings[strings.ReplaceAll(key, ":", "__")] = value
	}
	return settings
}

func connectionString(spec *FhirSpec) string {
	return fmt.Sprintf(
		"Server=tcp:%s,1433;Initial Catalog=%s;Authentication=Active Directory Managed Identity;User Id=%s;Encrypt=Strict;Max Pool Size=%d",
		spec.Database.Server, spec.Database.Name, spec.Identity.ClientID, spec.Database.MaxPoolSize,
	)
}
