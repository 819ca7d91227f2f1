// Calendar year 2026 (90 FR 49266): conversion factor 33.4009, for qualifying APM participants 33.5675.
// Where no relative value could be verified (99491, 99426, 99427, G0506, G0557) there is no price here: the last known
// one is taken and marked as assumed.

Instance: ccm-99490-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99490
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(66.13, 1.98, 33.4009)
* insert QualifyingPrice(66.46, 1.98, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule, relative value as published"]])

Instance: ccm-99439-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99439
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(50.44, 1.51, 33.4009)
* insert QualifyingPrice(50.69, 1.51, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule: relative value derived from published amounts"]])

Instance: ccm-99487-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99487
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(144.29, 4.32, 33.4009)
* insert QualifyingPrice(145.01, 4.32, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule: relative value derived from published amounts"]])

Instance: ccm-99489-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99489
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(78.16, 2.34, 33.4009)
* insert QualifyingPrice(78.55, 2.34, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule, relative value as published"]])

Instance: ccm-99491-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99491
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-99437-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99437
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(63.13, 1.89, 33.4009)
* insert QualifyingPrice(63.44, 1.89, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule, relative value as published"]])

Instance: ccm-99424-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99424
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(87.51, 2.62, 33.4009)
* insert QualifyingPrice(87.95, 2.62, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule, relative value as published"]])

Instance: ccm-99425-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99425
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(61.46, 1.84, 33.4009)
* insert QualifyingPrice(61.76, 1.84, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule, relative value as published"]])

Instance: ccm-99426-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99426
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-99427-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert Code99427
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-G0506-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0506
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-G0556-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0556
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(16.37, 0.49, 33.4009)
* insert QualifyingPrice(16.45, 0.49, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule: relative value derived from published amounts"]])

Instance: ccm-G0557-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0557
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-G0558-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0558
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Price(117.24, 3.51, 33.4009)
* insert QualifyingPrice(117.82, 3.51, 33.5675)
* insert Source([["Calendar year 2026 physician fee schedule: relative value derived from published amounts"]])

Instance: ccm-G0568-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0568
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-G0569-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0569
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])

Instance: ccm-G0570-2026
InstanceOf: ChargeItemDefinition
Usage: #definition
* insert CodeG0570
* insert Period(2026, 2026-01-01, 2026-12-31)
* insert Source([["Calendar year 2026 physician fee schedule: relative value not verified, so no price"]])
