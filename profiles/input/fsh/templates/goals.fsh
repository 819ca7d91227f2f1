// Goals that templates share. {category} is the chronic condition that the goal addresses in the template.

RuleSet: GoalBloodPressure(category)
* insert Goal(blood-pressure, nursing, high, [[Keep my blood pressure in a healthy range]], [[Mantener mi presión arterial en un nivel saludable]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(8480-6, [[Systolic blood pressure (top number)]], [[Número de arriba (sistólica)]], 3)
* insert Quantity(<, 130, mm[Hg])
* insert Personal([[iif(%age >= 80, 140, 130)]])
* insert Target(8462-4, [[Diastolic blood pressure (bottom number)]], [[Número de abajo (diastólica)]], 3)
* insert Quantity(<, 80, mm[Hg])
* insert Personal([[iif(%age >= 80, 90, 80)]])

RuleSet: GoalA1c(category)
* insert Goal(a1c, nursing, high, [[Keep my average blood sugar (A1c) in a safe range]], [[Mantener mi promedio de azúcar en la sangre (A1c) en un nivel seguro]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(4548-4, Hemoglobin A1c, [[Hemoglobina A1c]], 3)
* insert Or(1, 17856-6)
* insert Quantity(<, 8, %)
* insert Personal([[iif(%age < 65 and %categories.count() < 3, 7.0, 8.0)]])

RuleSet: GoalLdl(category, limit)
* insert Goal(ldl, nursing, medium, [[Bring down my \"bad\" cholesterol (LDL)]], [[Bajar mi colesterol \"malo\" (LDL)]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(2089-1, LDL cholesterol, [[Colesterol LDL]], 3)
* insert Or(1, 18262-6)
* insert Or(2, 13457-7)
* insert Quantity(<, {limit}, mg/dL)

RuleSet: GoalUrineAlbumin(category)
* insert Goal(urine-albumin, nursing, medium, [[Protect my kidneys: less protein in my urine]], [[Proteger mis riñones: menos proteína en la orina]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(9318-7, Albumin to creatinine ratio in urine, [[Albúmina y creatinina en la orina]], 6)
* insert Or(1, 14959-1)
* insert Quantity(<, 30, mg/g)
* insert Personal([[iif(%last > 43, %last * 0.7, 30).round(0)]])

RuleSet: GoalKidneyFunction(category)
* insert Goal(kidney-function, nursing, high, [[Keep my kidneys working as well as they do now]], [[Que mis riñones sigan funcionando tan bien como ahora]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(98979-8, [[Estimated kidney function (eGFR)]], [[Función estimada de los riñones (eGFR)]], 12)
* insert Or(1, 33914-3)
* insert Or(2, 62238-1)
* insert OnlyPersonal(>=, [[mL/min/{1.73_m2}]], [[(%last * 0.9).round(0)]])

RuleSet: GoalDryWeight(category)
* insert Goal(dry-weight, nursing, high, [[Keep extra fluid off: stay close to my steady weight]], [[Evitar el exceso de líquido: mantenerme cerca de mi peso habitual]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(29463-7, Body weight, [[Peso]], 1)
* insert Or(1, 3141-9)
* insert OnlyPersonal(<=, [[kg]], [[(%last + 1.5).round(1)]])

RuleSet: GoalWeightLoss(category)
* insert Goal(weight-loss, dietary, medium, [[Lose a little weight, slowly]], [[Bajar un poco de peso, poco a poco]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(29463-7, Body weight, [[Peso]], 6)
* insert Or(1, 3141-9)
* insert OnlyPersonal(<=, [[kg]], [[(%last * 0.95).round(1)]])

RuleSet: GoalWeightKept(category)
* insert Goal(weight-kept, dietary, medium, [[Eat well and not lose weight without meaning to]], [[Comer bien y no bajar de peso sin querer]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(29463-7, Body weight, [[Peso]], 6)
* insert Or(1, 3141-9)
* insert OnlyPersonal(>=, [[kg]], [[(%last * 0.95).round(1)]])

RuleSet: GoalOxygen(category)
* insert Goal(oxygen, nursing, high, [[Keep enough oxygen in my blood]], [[Mantener suficiente oxígeno en la sangre]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(59408-5, Oxygen saturation at rest, [[Oxígeno en la sangre en reposo]], 3)
* insert Or(1, 2708-6)
* insert Quantity(>=, 88, %)

RuleSet: GoalHeartRate(category)
* insert Goal(heart-rate, nursing, high, [[Keep my resting heart rate from running too fast]], [[Evitar que mi corazón lata demasiado rápido en reposo]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(8867-4, Heart rate at rest, [[Latidos del corazón en reposo]], 3)
* insert Quantity(<, 110, /min)

RuleSet: GoalInr(category)
* insert Goal(inr, safety, high, [[Keep my blood-thinner test (INR) in range]], [[Mantener mi prueba de anticoagulante (INR) en el rango indicado]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(34714-6, INR, [[INR]], 1)
* insert Or(1, 6301-6)
* goal[=].target[=].detailRange.low = 2 '{INR}'
* goal[=].target[=].detailRange.high = 3 '{INR}'

RuleSet: GoalAsthmaControl(category)
* insert Goal(asthma-control, nursing, high, [[Keep my asthma under control]], [[Mantener mi asma bajo control]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(82668-5, Asthma Control Test, [[Prueba de control del asma]], 3)
* insert Quantity(>=, 20, {score})

RuleSet: GoalMood(category)
* insert Goal(mood, behavioral, high, [[Feel better: enjoy things again, sleep and have energy]], [[Sentirme mejor: volver a disfrutar, dormir y tener energía]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(44261-6, PHQ-9 depression score, [[Puntos de depresión (PHQ-9)]], 4)
* insert Quantity(<, 5, {score})
* insert Personal([[iif(%last >= 10, (%last / 2).ceiling(), 5)]])

RuleSet: GoalPain(category)
* insert Goal(pain, physiotherapy, medium, [[Have less pain, so that I can do what I like to do]], [[Tener menos dolor para poder hacer lo que me gusta]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(72514-3, Pain from 0 to 10, [[Dolor de 0 a 10]], 3)
* insert Quantity(<=, 4, {score})
* insert Personal([[iif(%last >= 3 and %last <= 5, %last - 2, 4)]])

RuleSet: GoalFallRisk(category)
* insert Goal(fall-risk, safety, high, [[Stay on my feet: no falls]], [[Mantenerme en pie: sin caídas]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(59460-6, [[Fall risk score (Morse)]], [[Riesgo de caídas (Morse)]], 6)
* insert Quantity(<, 25, {score})

RuleSet: GoalVitaminD(category)
* insert Goal(vitamin-d, dietary, low, [[Have enough vitamin D for my bones]], [[Tener suficiente vitamina D para mis huesos]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(62292-8, Vitamin D, [[Vitamina D]], 6)
* insert Or(1, 1989-3)
* insert Quantity(>=, 30, ng/mL)

RuleSet: GoalPhysicalActivity(category)
* insert Goal(physical-activity, physiotherapy, medium, [[Move more: walk or exercise on most days]], [[Moverme más: caminar o hacer ejercicio casi todos los días]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(89555-7, Days a week with moderate exercise, [[Días de ejercicio moderado por semana]], 3)
* insert Quantity(>=, 5, d/wk)
* insert Personal([[iif(%last < 3, %last + 2, 5)]])

RuleSet: GoalTobaccoFree(category)
* insert Goal(tobacco-free, behavioral, high, [[Quit smoking and stay free of tobacco]], [[Dejar de fumar y seguir sin tabaco]])
* goal[=].addresses = CcmChronicCondition#{category}
* insert Target(72166-2, Tobacco use, [[Consumo de tabaco]], 6)
* goal[=].target[=].detailCodeableConcept = http://snomed.info/sct#8517006
* goal[=].target[=].detailCodeableConcept.text = "not smoking"
