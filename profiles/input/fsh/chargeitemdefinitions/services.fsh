// Services that care management cannot stand beside, or only with care. Codes alone; their official texts are their
// owners'. Pairs are those of the NCCI practitioner tables of 2024 Q3 unless said otherwise: load the current quarter's
// before relying on the day pairs.

RuleSet: Three(system, a, b, c)
* {system}#{a}
* {system}#{b}
* {system}#{c}

ValueSet: ChronicCareServices
Id: ccm-services-chronic-care
Title: "Chronic care management"
Description: "Codes of chronic care management, those of earlier years and of rural and federally qualified health centers included."
* ^experimental = false
* insert Three($CPT, 99490, 99439, 99487)
* insert Three($CPT, 99489, 99491, 99437)
* $HCPCS#G2058
* $HCPCS#G0511

ValueSet: PrincipalCareServices
Id: ccm-services-principal-care
Title: "Principal care management"
Description: "Codes of principal care management, those of earlier years included."
* ^experimental = false
* insert Three($CPT, 99424, 99425, 99426)
* $CPT#99427
* $HCPCS#G2064
* $HCPCS#G2065

ValueSet: AdvancedPrimaryCareServices
Id: ccm-services-advanced-primary-care
Title: "Advanced primary care management"
Description: "Codes of advanced primary care management."
* ^experimental = false
* insert Three($HCPCS, G0556, G0557, G0558)

ValueSet: MonthlyEsrdServices
Id: ccm-services-monthly-esrd
Title: "Monthly services for end-stage renal disease"
Description: "Monthly and daily services for end-stage renal disease."
* ^experimental = false
* insert Three($CPT, 90951, 90952, 90953)
* insert Three($CPT, 90954, 90955, 90956)
* insert Three($CPT, 90957, 90958, 90959)
* insert Three($CPT, 90960, 90961, 90962)
* insert Three($CPT, 90963, 90964, 90965)
* insert Three($CPT, 90966, 90967, 90968)
* $CPT#90969
* $CPT#90970

ValueSet: CarePlanOversightServices
Id: ccm-services-care-plan-oversight
Title: "Care plan oversight"
Description: "Oversight of home health, hospice and nursing facility care."
* ^experimental = false
* $HCPCS#G0181
* $HCPCS#G0182
* insert Three($CPT, 99374, 99375, 99377)
* insert Three($CPT, 99378, 99379, 99380)

ValueSet: TransitionalCareServices
Id: ccm-services-transitional-care
Title: "Transitional care management"
Description: "Care after a discharge, by period of 30 days."
* ^experimental = false
* $CPT#99495
* $CPT#99496

ValueSet: BundledCommunicationServices
Id: ccm-services-bundled-communication
Title: "Communication that advanced primary care includes"
Description: "Interprofessional consultations, virtual check-ins and online visits, which advanced primary care management pays for already."
* ^experimental = false
* insert Three($CPT, 99446, 99447, 99448)
* insert Three($CPT, 99449, 99451, 99452)
* insert Three($HCPCS, G2250, G2251, G2252)
* $HCPCS#G2010
* $CPT#98016
* insert Three($CPT, 98970, 98971, 98972)
* insert Three($CPT, 99421, 99422, 99423)

ValueSet: BehavioralIntegrationServices
Id: ccm-services-behavioral-integration
Title: "Behavioral health integration"
Description: "General behavioral health integration and psychiatric collaborative care."
* ^experimental = false
* $CPT#99484
* insert Three($CPT, 99492, 99493, 99494)

ValueSet: CommunicationAndTeachingServices
Id: ccm-services-communication-and-teaching
Title: "Calls, online visits, conferences, teaching"
Description: "Services that the same practitioner does not report on the date of service of care management's base code."
* ^experimental = false
* insert Three($CPT, 98966, 98967, 98968)
* insert Three($CPT, 98970, 98971, 98972)
* $CPT#99421
* insert Three($CPT, 99366, 99367, 99368)
* insert Three($CPT, 98960, 98961, 98962)
* insert Three($CPT, 99071, 99078, 99080)
* $CPT#93792
* $CPT#93793
* $CPT#99473
* $CPT#99474
* insert Three($CPT, 99605, 99606, 99607)

ValueSet: PsychotherapyServices
Id: ccm-services-psychotherapy
Title: "Psychotherapy"
Description: "Psychiatric evaluation and psychotherapy."
* ^experimental = false
* insert Three($CPT, 90791, 90832, 90834)
* $CPT#90837

ValueSet: DataInterpretationServices
Id: ccm-services-data-interpretation
Title: "Interpretation of collected data"
Description: "Interpretation of physiologic data that the patient collected."
* ^experimental = false
* $CPT#99091

ValueSet: ProlongedServices
Id: ccm-services-prolonged
Title: "Prolonged services"
Description: "Prolonged service without patient contact."
* ^experimental = false
* $CPT#99358

ValueSet: GeneralBehavioralServices
Id: ccm-services-general-behavioral
Title: "General behavioral health integration"
Description: "General behavioral health integration by clinical staff."
* ^experimental = false
* $CPT#99484

ValueSet: CognitiveMonitoringSupply
Id: ccm-services-cognitive-monitoring-supply
Title: "Device of cognitive behavioral therapeutic monitoring"
Description: "Supply of the device of cognitive behavioral therapeutic monitoring."
* ^experimental = false
* $CPT#98978

ValueSet: RemoteMonitoringManagement
Id: ccm-services-remote-monitoring-management
Title: "Management of remote monitoring"
Description: "Treatment management by remote physiologic or therapeutic monitoring."
* ^experimental = false
* $CPT#99457
* $CPT#99458
* $CPT#98980
* $CPT#98981

ValueSet: ComplexCareFirstHour
Id: ccm-services-complex-care
Title: "Complex chronic care management"
Description: "The base code of complex chronic care management."
* ^experimental = false
* $CPT#99487
