Instance: ccm-action-symptoms-urgent
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-urgent, CommunicationRequest, symptom-management, [[When to call 911]], [[Cuándo llamar al 911]])
* insert Says([[Call 911 for chest pain, trouble breathing, sudden weakness or trouble speaking, fainting, or bleeding that does not stop. For anything else that worries you, call us at any hour.]], [[Llame al 911 si tiene dolor de pecho, dificultad para respirar, debilidad repentina o dificultad para hablar, desmayo o un sangrado que no para. Para cualquier otra cosa que le preocupe, llámenos a cualquier hora.]])
* insert By(practitioner, care-manager)

Instance: ccm-action-symptoms-diabetes
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-diabetes, CommunicationRequest, symptom-management, [[Low and high blood sugar]], [[Azúcar baja y azúcar alta]])
* insert Says([[Shaky, sweaty, confused or below 70: take 4 ounces of juice or 4 glucose tablets, check again in 15 minutes, and call us the same day. Call us also if you are above 300 twice in a row, or sick and cannot eat. If someone cannot be woken, call 911.]], [[Si tiembla, suda, está confundido o tiene menos de 70: tome media taza de jugo o 4 tabletas de glucosa, mídase otra vez en 15 minutos y llámenos el mismo día. Llámenos también si tiene más de 300 dos veces seguidas, o si está enfermo y no puede comer. Si la persona no despierta, llame al 911.]])
* insert By(practitioner, care-manager)

Instance: ccm-action-symptoms-blood-pressure
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-blood-pressure, CommunicationRequest, symptom-management, [[Very high or low blood pressure]], [[Presión muy alta o muy baja]])
* insert Says([[Above 180 over 120: rest 5 minutes and measure again. If it stays there, call us now; with chest pain, trouble breathing, weakness or trouble seeing or speaking, call 911. Call us also if you are dizzy when you stand up or below 90.]], [[Más de 180 sobre 120: descanse 5 minutos y mídase otra vez. Si sigue igual, llámenos ya; con dolor de pecho, falta de aire, debilidad o problemas para ver o hablar, llame al 911. Llámenos también si se marea al levantarse o si tiene menos de 90.]])
* insert By(practitioner, care-manager)

Instance: ccm-action-symptoms-heart-failure
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-heart-failure, CommunicationRequest, symptom-management, [[Signs of too much fluid]], [[Señales de demasiado líquido]])
* insert Says([[Call us the same day for a weight gain of 3 pounds in a day or 5 in a week, more swelling, a new cough, or needing more pillows to sleep. Call 911 if you cannot catch your breath at rest, have chest pain or faint.]], [[Llámenos el mismo día si sube 3 libras en un día o 5 en una semana, si tiene más hinchazón, tos nueva o necesita más almohadas para dormir. Llame al 911 si le falta el aire en reposo, tiene dolor de pecho o se desmaya.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-copd
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-copd, CommunicationRequest, symptom-management, [[Signs of a COPD flare]], [[Señales de una crisis de EPOC]])
* insert Says([[Call us the same day for more cough, thicker or darker mucus, more shortness of breath or more use of your rescue inhaler. Call 911 if you cannot speak in full sentences, or are blue or confused.]], [[Llámenos el mismo día si tiene más tos, flemas más espesas u oscuras, más falta de aire o usa más su inhalador de rescate. Llame al 911 si no puede decir frases completas, o está morado o confundido.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-asthma
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-asthma, CommunicationRequest, symptom-management, [[Your asthma action plan]], [[Su plan de acción para el asma]])
* insert Says([[Follow your written action plan. Call us if you need your rescue inhaler on more than two days a week or wake up at night from asthma. Call 911 if the rescue inhaler does not help or you cannot speak in full sentences.]], [[Siga su plan de acción escrito. Llámenos si necesita el inhalador de rescate más de dos días por semana o si el asma le despierta. Llame al 911 si el inhalador no ayuda o no puede decir frases completas.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-kidney
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-kidney, CommunicationRequest, symptom-management, [[Signs of kidney trouble]], [[Señales de problemas del riñón]])
* insert Says([[Call us for new swelling, much less urine, nausea that stays, itching, or muscle weakness. Call us before any scan with contrast dye.]], [[Llámenos si tiene hinchazón nueva, orina mucho menos, náuseas que no pasan, picazón o debilidad muscular. Llámenos antes de un estudio con contraste.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-chest-pain
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-chest-pain, CommunicationRequest, symptom-management, [[Chest pain]], [[Dolor de pecho]])
* insert Says([[Stop and rest. If you have nitroglycerin, use it as you were told. Call 911 if the pain is not gone in 5 minutes or comes with sweating, nausea or trouble breathing. Call us the same day for chest pain that comes more often or with less effort than before.]], [[Deténgase y descanse. Si tiene nitroglicerina, úsela como le indicaron. Llame al 911 si el dolor no pasa en 5 minutos o viene con sudor, náuseas o falta de aire. Llámenos el mismo día si el dolor de pecho viene más seguido o con menos esfuerzo que antes.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-atrial-fibrillation
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-atrial-fibrillation, CommunicationRequest, symptom-management, [[Racing heart and bleeding]], [[Corazón acelerado y sangrados]])
* insert Says([[Call us for a pulse above 110 at rest, new dizziness, black stools, or a nosebleed of more than 10 minutes. Call 911 for fainting, chest pain, a hit on the head while on a blood thinner, or any sign of stroke.]], [[Llámenos si su pulso en reposo pasa de 110, si tiene mareo nuevo, heces negras o un sangrado de nariz de más de 10 minutos. Llame al 911 si se desmaya, tiene dolor de pecho, se golpea la cabeza tomando anticoagulante o nota señales de un derrame cerebral.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-depression
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-depression, CommunicationRequest, symptom-management, [[When you feel worse]], [[Cuando se sienta peor]])
* insert Says([[If you think about dying or hurting yourself, call or text 988 at any hour, or 911. Call us the same day if you stop eating, sleeping or taking your medicine, or feel you cannot go on as you are.]], [[Si piensa en morir o en hacerse daño, llame o envíe un mensaje al 988 a cualquier hora (oprima 2 para español), o llame al 911. Llámenos el mismo día si deja de comer, de dormir o de tomar su medicamento, o si siente que ya no puede más.]])
* insert By(practitioner, behavioral-health)

Instance: ccm-action-symptoms-dementia
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-dementia, CommunicationRequest, symptom-management, [[Sudden change in thinking or behavior]], [[Cambio repentino en la mente o la conducta]])
* insert Says([[A sudden change over hours or days is not the dementia itself: call us the same day. It may be an infection, pain, a medicine or too little to drink. Call us also for falls, wandering, not eating, or when the caregiver is at the end of their strength.]], [[Un cambio repentino en horas o días no es la demencia misma: llámenos el mismo día. Puede ser una infección, dolor, un medicamento o falta de líquidos. Llámenos también por caídas, si se pierde, si no come, o si quien le cuida ya no puede más.]])
* insert By(practitioner, care-manager)

Instance: ccm-action-symptoms-arthritis
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-arthritis, CommunicationRequest, symptom-management, [[When joints flare up]], [[Cuando empeoran las articulaciones]])
* insert Says([[Rest the joint for a day or two, use heat or cold, then move it again gently. Call us the same day for a joint that is hot, red and very swollen, for fever, or if you cannot put weight on the leg.]], [[Descanse la articulación uno o dos días, use calor o frío y vuelva a moverla con suavidad. Llámenos el mismo día si la articulación está caliente, roja y muy hinchada, si hay fiebre o si no puede apoyar la pierna.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-fracture
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-fracture, CommunicationRequest, symptom-management, [[After a fall, or sudden back pain]], [[Después de una caída o con dolor de espalda repentino]])
* insert Says([[Call us the same day after any fall and for sudden new back pain. Call 911 if you cannot stand up, cannot move a leg, or hit your head.]], [[Llámenos el mismo día después de cualquier caída y si tiene un dolor de espalda nuevo y repentino. Llame al 911 si no puede levantarse, no puede mover una pierna o se golpeó la cabeza.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-stroke
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-stroke, CommunicationRequest, symptom-management, [[Signs of a stroke: BE FAST]], [[Señales de un derrame cerebral]])
* insert Says([[Call 911 at once, even if it passes: sudden trouble with balance or eyes, a drooping face, a weak arm or leg, trouble speaking. Note the time when it began.]], [[Llame al 911 de inmediato, aunque se pase: problema repentino de equilibrio o de la vista, cara caída, debilidad de un brazo o una pierna, dificultad para hablar. Anote la hora en que empezó.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-cancer
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-cancer, CommunicationRequest, symptom-management, [[New symptoms after cancer]], [[Síntomas nuevos después del cáncer]])
* insert Says([[Call us for a new lump, bleeding, pain or cough that lasts more than two weeks, weight loss you cannot explain, or worry that keeps you awake. With treatment going on, a fever of 100.4 °F (38 °C) is an emergency: call at once.]], [[Llámenos si nota un bulto nuevo, sangrado, dolor o tos por más de dos semanas, pérdida de peso sin explicación o una preocupación que no le deja dormir. Si está en tratamiento, una fiebre de 100.4 °F (38 °C) es una urgencia: llame de inmediato.]])
* insert By(practitioner, nurse)

Instance: ccm-action-symptoms-statin
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-statin, CommunicationRequest, symptom-management, [[Muscle pain on cholesterol medicine]], [[Dolor muscular con el medicamento para el colesterol]])
* insert Says([[Do not stop the medicine on your own: call us. Often another dose or another medicine works. Call the same day for strong muscle pain with dark urine.]], [[No deje el medicamento por su cuenta: llámenos. Muchas veces sirve otra dosis u otro medicamento. Llame el mismo día si tiene mucho dolor muscular y la orina oscura.]])
* insert By(practitioner, pharmacist)

Instance: ccm-action-symptoms-weight
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(symptoms-weight, CommunicationRequest, symptom-management, [[When losing weight causes trouble]], [[Cuando bajar de peso causa problemas]])
* insert Says([[Call us if you feel dizzy or weak, lose more than 2 pounds a week, or if you snore loudly and are sleepy in the daytime. If you take insulin or pills for diabetes, watch for low blood sugar.]], [[Llámenos si se siente mareado o débil, si baja más de 2 libras por semana, o si ronca fuerte y tiene sueño durante el día. Si usa insulina o pastillas para la diabetes, vigile que no le baje el azúcar.]])
* insert By(practitioner, nurse)
